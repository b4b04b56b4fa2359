"""The domain core of SP4N-LAPOR!, Indonesia's public-complaint system, as plain values."""
