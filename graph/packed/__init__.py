"""What a store keeps of each person beside the documents, so that nothing is read again to answer.

All of it follows from the documents and from who is who, and can be dropped and made anew.
"""
