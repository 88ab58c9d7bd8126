"""What is due when: effects, ends, events, and the acts that follow from them."""
