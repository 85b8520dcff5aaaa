/**
 * Facts about where text stands on a page: nothing is cut off, nothing spills out of its control, no
 * two texts lie on each other. All of it runs inside the page.
 */

/** What is cut off, spills or overlaps, each named by its text. */
export function faults(page) {
  return page.evaluate(() => {
    const TOLERANCE = 1.5;
    const name = (element) => {
      const own = (each) =>
        `${each.localName}${each.classList.length > 0 ? `.${[...each.classList].join(".")}` : ""}`;
      return element.parentElement === null
        ? own(element)
        : `${own(element.parentElement)} > ${own(element)}`;
    };
    const said = (text) => `"${text.trim().replace(/\s+/g, " ").slice(0, 50)}"`;
    const found = [];
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue;
      const element = node.parentElement;
      if (text.trim() === "" || element.closest("script, style, .spoken-only, option, title") !== null)
        continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const control = element.closest("button, th, td, .field, summary, [role=tab]");
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1 || box.height < 1) continue;
        let { left, right, top, bottom } = box;
        let told = false;
        let excused = false;
        for (
          let around = element;
          around !== null && around !== document.documentElement;
          around = around.parentElement
        ) {
          const style = getComputedStyle(around);
          const edge = around.getBoundingClientRect();
          const scrolls = /auto|scroll/.test(style.overflowX);
          const cuts = /hidden|clip/.test(style.overflowX);
          if (cuts && !told && box.right > edge.right + TOLERANCE && left < edge.right) {
            told = true;
            excused = true;
            // What ends in an ellipsis says so, and the whole is in its title.
            const tells = style.textOverflow === "ellipsis" && element.closest("[title]") !== null;
            if (!tells) found.push(`cut off: ${said(text)} in ${name(around)}`);
          }
          if (style.overflowX !== "visible" || style.overflowY !== "visible") {
            left = Math.max(left, edge.left);
            right = Math.min(right, edge.right);
            top = Math.max(top, edge.top);
            bottom = Math.min(bottom, edge.bottom);
          }
          if (scrolls) {
            told = true;
            excused ||= control?.contains(around) ?? false;
          }
        }
        if (right - left < 2 || bottom - top < 2) continue;
        // A name that is shown beside its icon stands outside of the button on purpose.
        const beside = getComputedStyle(element).position === "absolute";
        if (control !== null && !excused && !beside) {
          const edge = control.getBoundingClientRect();
          const over = Math.max(box.right - edge.right, edge.left - box.left, box.bottom - edge.bottom - 3);
          if (over > TOLERANCE && getComputedStyle(control).display !== "inline") {
            found.push(`spills by ${over.toFixed(0)} px: ${said(text)} out of ${name(control)}`);
          }
        }
        // Only what is on top is seen; what lies under a panel, or half under it, is no overlap.
        const top_ = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        if (top_ === null || !(element.contains(top_) || top_.contains(element))) continue;
        const layer = element.closest(".explain, dialog, .nav");
        texts.push({ text, element, layer, left, right, top: top + 2, bottom: bottom - 2 });
      }
    }
    texts.sort((one, other) => one.top - other.top);
    texts.forEach((one, at) => {
      for (let next = at + 1; next < texts.length && texts[next].top < one.bottom; next += 1) {
        const other = texts[next];
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (wide > 3 && high > 3 && one.element !== other.element && one.layer === other.layer) {
          found.push(`overlap: ${said(one.text)} and ${said(other.text)} in ${name(one.element)}`);
        }
      }
    });
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide in ${clientWidth} px`);
    const content = document.querySelector(".app-content");
    if (content !== null && content.scrollWidth > content.clientWidth + 1) {
      found.push(`the screen is ${content.scrollWidth} px wide in ${content.clientWidth} px`);
    }
    return [...new Set(found)];
  });
}
