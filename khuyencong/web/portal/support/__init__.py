"""“Cơ sở của tôi được hỗ trợ gì?”: six questions, an answer with its reasons, for everybody."""
