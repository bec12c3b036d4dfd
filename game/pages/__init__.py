"""Pages: who may open them, what their forms are made of, and what is answered when something goes wrong."""
