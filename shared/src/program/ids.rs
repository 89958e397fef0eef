//! Small copyable ids; each is an index into one list of a program.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A node of the graph.
    NodeId
);
id!(
    /// A question or computed value of the checklist, its own or of one of its groups.
    ItemId
);
id!(
    /// A question of the establishment's profile.
    SiteItemId
);
id!(
    /// A repeated group.
    GroupId
);
id!(
    /// A requirement.
    RequirementId
);
id!(
    /// A parameter of the law that the program reads.
    ParameterId
);
id!(
    /// A data table that the program reads.
    TableId
);
