//! What the channel sells: six families of products and their price book.

/// A product at its list price in whole US dollars.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) name: &'static str,
    list_usd: i64,
}

/// A family of products.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) name: &'static str,
    pub(crate) products: &'static [Product],
    /// What a product costs the vendor, in percent of its list price.
    pub(crate) cost_percent: i64,
}

const fn product(name: &'static str, list_usd: i64) -> Product {
    Product { name, list_usd }
}

/// The families with how often each is met on a line.
pub(crate) static FAMILIES: [(Family, usize); 6] = [
    (
        Family {
            name: "Platform",
            products: &[
                product("Platform Core", 1_200),
                product("Platform Plus", 2_600),
                product("Platform Enterprise", 5_400),
            ],
            cost_percent: 22,
        },
        30,
    ),
    (
        Family {
            name: "Analytics",
            products: &[
                product("Analytics Studio", 900),
                product("Forecasting", 2_200),
                product("Analytics Server", 4_800),
            ],
            cost_percent: 24,
        },
        18,
    ),
    (
        Family {
            name: "Security",
            products: &[
                product("Device Guard", 95),
                product("Identity Guard", 480),
                product("Security Centre", 6_400),
            ],
            cost_percent: 20,
        },
        18,
    ),
    (
        Family {
            name: "Integration",
            products: &[
                product("Connector Pack", 350),
                product("Event Gateway", 1_750),
                product("Integration Hub", 3_900),
            ],
            cost_percent: 25,
        },
        12,
    ),
    (
        Family {
            name: "Edge",
            products: &[
                product("Sensor Kit", 210),
                product("Edge Node", 780),
                product("Edge Gateway", 1_450),
            ],
            cost_percent: 58,
        },
        8,
    ),
    (
        Family {
            name: "Services",
            products: &[
                product("Training Seat", 420),
                product("Onboarding Day", 1_150),
                product("Premium Support", 2_900),
            ],
            cost_percent: 62,
        },
        14,
    ),
];

impl Product {
    /// The list price in whole units of a currency. The price book stands apart from the day's
    /// exchange rates, as price books do.
    pub(crate) fn list_price(&self, currency: &str) -> i64 {
        match currency {
            "EUR" => self.list_usd * 92 / 100,
            "GBP" => self.list_usd * 79 / 100,
            _ => self.list_usd,
        }
    }
}
