// Which URL comes next, and when we may fetch it.
