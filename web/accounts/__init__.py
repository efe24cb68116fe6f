"""Who may sign in, and how: sign-in, passwords, users."""
