"""Results on the desk: the list, a result with its versions, the form of each kind, the roster."""
