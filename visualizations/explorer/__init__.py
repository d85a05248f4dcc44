"""The explorer: what its page is given, as JSON; one function for each thing that it asks.

``scenes``: a scene, an answer. ``nodes``: one node with all that is known of it. ``neighbours``:
what comes when a node is expanded. ``map``: who knows what. ``suggestions``: what a name's
beginning may mean. ``about``: what the graph holds. ``page``: the
page itself, of the modules that ``assemble`` joins.
"""
