// The form with the password. What is behind it is shown once the password is right.
import { ask, say } from "./asking.js";

const form = document.getElementById("sign-in");
const password = document.getElementById("password");
const fault = document.getElementById("password-fault");
const asking = document.getElementById("asking");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.hasAttribute("aria-busy")) return; // a second guess would have to wait
  form.setAttribute("aria-busy", "true");
  asking.textContent = say("sign-in.asking");
  try {
    await ask("/api/sign-in", { password: password.value });
    location.reload();
  } catch (problem) {
    fault.hidden = false;
    fault.textContent = problem.stopped ? say("sign-in.stopped") : problem.message;
    password.closest(".field").classList.add("wrong");
    password.setAttribute("aria-invalid", "true");
    password.select();
  }
  asking.textContent = "";
  form.removeAttribute("aria-busy");
});
