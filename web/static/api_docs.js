"use strict";
// Draws the contract; nothing is asked of another server.
SwaggerUIBundle({
  url: document.getElementById("contract").dataset.contract,
  dom_id: "#contract",
  deepLinking: true,
  validatorUrl: null,
  withCredentials: false,
});
