//! Takes out of a scene whatever its difference does not need.

use tierwright_program::check;

use crate::agree::{Difference, Scene, agree};

/// The difference of a scene, if it has one.
pub fn difference(scene: &Scene) -> Option<Box<Difference>> {
    let (checked, _) = check(&scene.program);
    agree(&checked?, scene).err()
}

/// A scene that still differs in a figure, and from which nothing more can be taken. Where the
/// engine gives no figure at all the scene stays, for less of it would be refused for less.
pub fn shrunk(mut scene: Scene) -> Scene {
    // Less of a scene may lack what the second opinion needs for a figure that the engine never asks for.
    let differs = |scene: &Scene| {
        let found = std::panic::catch_unwind(|| difference(scene));
        found.is_ok_and(|found| found.is_some_and(|difference| difference.both))
    };
    if !differs(&scene) {
        return scene;
    }
    while let Some(smaller) = smaller(&scene).into_iter().find(&differs) {
        scene = smaller;
    }
    scene
}

/// Every scene with one thing less, large things first.
fn smaller(scene: &Scene) -> Vec<Scene> {
    let mut all = Vec::new();
    if scene.earlier.is_some() {
        all.push(Scene { earlier: None, ..scene.clone() });
    }
    without(scene, &mut all, |scene| &mut scene.program.incentives);
    without(scene, &mut all, |scene| &mut scene.program.tracks);
    without(scene, &mut all, |scene| &mut scene.facts.deals);
    without(scene, &mut all, |scene| &mut scene.facts.activities);
    without(scene, &mut all, |scene| &mut scene.facts.rates);
    without(scene, &mut all, |scene| &mut scene.facts.targets);
    without(scene, &mut all, |scene| &mut scene.facts.paid);
    without(scene, &mut all, |scene| &mut scene.facts.partners);
    for deal in 0..scene.facts.deals.len() {
        without(scene, &mut all, |scene| &mut scene.facts.deals[deal].credits);
        without(scene, &mut all, |scene| &mut scene.facts.deals[deal].lines);
        without(scene, &mut all, |scene| &mut scene.facts.deals[deal].returns);
    }
    for incentive in 0..scene.program.incentives.len() {
        without(scene, &mut all, |scene| &mut scene.program.incentives[incentive].limits);
        without(scene, &mut all, |scene| &mut scene.program.incentives[incentive].schedule.bands);
        without(scene, &mut all, |scene| &mut scene.program.incentives[incentive].roles);
        plainer(scene, &mut all, |scene| scene.program.incentives[incentive].gate = None);
        plainer(scene, &mut all, |scene| {
            scene.program.incentives[incentive].dates = Default::default();
        });
        plainer(scene, &mut all, |scene| {
            scene.program.incentives[incentive].what = Default::default();
        });
        plainer(scene, &mut all, |scene| {
            scene.program.incentives[incentive].who = Default::default();
        });
    }
    for track in 0..scene.program.tracks.len() {
        without(scene, &mut all, |scene| &mut scene.program.tracks[track].levels);
        plainer(scene, &mut all, |scene| scene.program.tracks[track].who = Default::default());
    }
    all
}

/// The scene without each member of a list.
fn without<T>(scene: &Scene, all: &mut Vec<Scene>, list: impl Fn(&mut Scene) -> &mut Vec<T>) {
    let length = list(&mut scene.clone()).len();
    for at in (0..length).rev() {
        let mut smaller = scene.clone();
        list(&mut smaller).remove(at);
        all.push(smaller);
    }
}

/// The scene with something set back, where that changes it.
fn plainer(scene: &Scene, all: &mut Vec<Scene>, set: impl Fn(&mut Scene)) {
    let mut smaller = scene.clone();
    set(&mut smaller);
    if smaller.program != scene.program {
        all.push(smaller);
    }
}
