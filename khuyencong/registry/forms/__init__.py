"""What officers type about establishments and what stands beside them: text in, values out."""
