"""A plan of one year in flight, for trying the program out: every act is the real one.

`people` holds who acts and a short word for each act, `requesting` the way from a need to a đề án,
`filling` leads fourteen đề án of the demonstration's province to as many places of their lives.
"""
