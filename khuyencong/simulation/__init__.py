"""A synthetic nation: nobody's establishments, nobody's đề án, the same bytes for one seed."""
