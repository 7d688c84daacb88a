"""What is known in closed form or from other models, each next to what it must agree with."""
