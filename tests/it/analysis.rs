//! The floor of analyses, by its answers.

<<<<<<< HEAD
mod histories;
=======
mod balance;
mod network;
>>>>>>> d1584ff (Count triads and degrees, and prove how frustrated a signed graph is)
mod signed;
