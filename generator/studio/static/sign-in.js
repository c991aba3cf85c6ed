// The form with the password. What is behind it is shown once the password is right.
import { ask } from "./asking.js";

const form = document.getElementById("sign-in");
const password = document.getElementById("password");
const fault = document.getElementById("password-fault");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await ask("/api/sign-in", { password: password.value });
    location.reload();
  } catch (problem) {
    fault.hidden = false;
    fault.textContent = problem.message;
    password.setAttribute("aria-invalid", "true");
    password.select();
  }
});
