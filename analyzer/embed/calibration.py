"""Typical texts with which an encoder calibrates its scales for int8."""

CALIBRATION_TEXTS = (
    "I waited forty minutes on the phone and nobody could tell me where my order was.",
    "Nobody told us that the rota had changed.",
    "The staff were friendly and the room was clean.",
    "n/a",
    "My manager never has time, so I stopped asking.",
    "They promised a refund by Friday; it took three weeks!",
    "Training was two days, then I was on my own with an old computer.",
    "More parking and shorter queues, please.",
    "Great team, but the pay does not cover the bus.",
    "The app crashes when I pay.",
    "I would not go back.",
    "It was explained well and I felt listened to.",
    "Die Kasse ist heute zweimal eingefroren.",
    "Mon responsable n'avait jamais le temps.",
    "Il personale era gentile, ma la stanza era sporca.",
    "Nadie contesta al teléfono.",
)
