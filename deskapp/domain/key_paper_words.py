"""The words of the key loans' papers, in both languages."""

WORDS = {
    "form.key_loan": ("Key loan form", "钥匙借用登记表"),
    "form.key_loan_list": ("Key loans, list", "钥匙借用登记清单"),
    "form.deposit_receipt": ("Deposit receipt", "押金收据"),
    "error.no_deposit": (
        "No deposit was taken for {number}: there is nothing to write a receipt for.",
        "{number} 未收押金，无需开具押金收据。",
    ),
}
