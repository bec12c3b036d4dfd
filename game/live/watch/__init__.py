"""How the server looks after itself: tasks that must not end, figures, and steps that take too long."""
