"""The words of the papers of duty, in both languages."""

WORDS = {
    "form.duty_roster": ("Duty roster", "值班安排表"),
    "form.duty_log": ("Duty log", "值班记录"),
    "form.handover": ("Handover record", "交接班记录表"),
    "paper.a3": ("A3", "A3"),
}
