least = 5
