// Opens the dialog "Inplannen" with the next working day in it, so that one press more is enough.

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("[data-noaber-plan]");
    const field = document.querySelector("#id_go_live_at");
    if (button && field && !field.value) {
      field.value = button.dataset.noaberPlan;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  },
  true,
);
