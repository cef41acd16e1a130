"""facelab: what the lessons of Reading Faces import. One module for each job; see the module names."""
