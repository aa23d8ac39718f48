"""A true-looking story at real size: one regional convention like Laâyoune's. No real person stands in it."""
