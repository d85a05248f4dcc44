"""Job adverts: what they require, wish for and rule out, and where and at which level."""
