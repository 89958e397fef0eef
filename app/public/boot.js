// What has to happen outside the app's own module: say in plain words when it cannot start or has crashed, load the typeface after
// the first paint, and keep the offline copy up to date.
//
// With the app it speaks by events on `window`:
//   soat-update-waiting   to the app: a new version is ready (also <html data-update="waiting">, for a late listener)
//   soat-update-activate  from the app: use it now. The app sends this only when no inspection is open; the page then
//                         reloads once the new version has taken over.
//   soat-update-refused   to the app: not now, an inspection is open in some tab
"use strict";

(() => {
  const SLOW_AFTER_MS = 8000;
  const ASK_FOR_UPDATES_EVERY_MS = 30 * 60 * 1000;

  const SLOW = {
    vi: "Mạng đang chậm. Xin chờ thêm một lát.",
    en: "The network is slow. Please wait a little longer.",
  };
  const NO_WASM = {
    vi: "Trình duyệt này quá cũ để mở Soát. Hãy cập nhật trình duyệt rồi mở lại. Dữ liệu trên máy vẫn còn nguyên.",
    en: "This browser is too old for Soát. Please update it and open Soát again. What is stored on this device is safe.",
  };
  const BROKEN = {
    vi: "Soát chưa mở được. Hãy kiểm tra mạng rồi tải lại trang. Dữ liệu trên máy vẫn còn nguyên.",
    en: "Soát could not be opened. Check the network and reload the page. What is stored on this device is safe.",
  };

  const CRASHED = {
    vi: "Soát gặp sự cố và cần tải lại. Những gì đã báo “đã lưu” vẫn còn nguyên.",
    en: "Soát ran into a problem and has to be reloaded. Everything that was shown as saved is still there.",
  };
  const RELOAD = "Tải lại · Reload";

  let started = false;
  let broken = false;

  function paragraphs(words) {
    return Object.entries(words).map(([language, text]) => {
      const line = document.createElement("p");
      line.lang = language;
      line.textContent = text;
      return line;
    });
  }

  function say(words) {
    document.getElementById("boot-words")?.replaceChildren(...paragraphs(words));
  }

  function failed(words, detail) {
    if (started || broken) return;
    broken = true;
    document.getElementById("boot")?.setAttribute("data-failed", "");
    say(words);
    if (detail) console.error(detail);
  }

  // After a trap nothing in the app answers any more; without a word it would look frozen.
  function watchForCrashes() {
    addEventListener("error", ({ error }) => {
      if (!started || !(error instanceof WebAssembly.RuntimeError) || document.getElementById("crash")) return;
      const dialog = document.createElement("dialog");
      dialog.id = "crash";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = RELOAD;
      button.addEventListener("click", () => location.reload());
      dialog.addEventListener("cancel", (event) => event.preventDefault());
      dialog.append(...paragraphs(CRASHED), button);
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  function watchTheStart() {
    const slow = setTimeout(() => broken || say(SLOW), SLOW_AFTER_MS);
    addEventListener("TrunkApplicationStarted", () => {
      started = true;
      clearTimeout(slow);
      document.getElementById("boot")?.remove();
    });
    if (typeof WebAssembly !== "object") return failed(NO_WASM);
    const onError = ({ target, error, message }) => {
      if (target === window || target instanceof HTMLScriptElement) failed(BROKEN, error ?? message);
    };
    addEventListener("error", onError, true);
    addEventListener("unhandledrejection", (event) => {
      const old = event.reason instanceof WebAssembly.CompileError;
      failed(old ? NO_WASM : BROKEN, event.reason);
    });
  }

  function loadTypeface() {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = "/fonts/be-vietnam-pro.css";
    document.head.append(sheet);
  }

  async function keepOfflineCopy() {
    const workers = navigator.serviceWorker;
    let asked = false;
    workers.addEventListener("message", ({ data }) => {
      if (data?.type === "activate-refused") dispatchEvent(new CustomEvent("soat-update-refused"));
    });
    workers.addEventListener("controllerchange", () => {
      if (asked) location.reload();
    });
    const registration = await workers.register("/sw.js", { updateViaCache: "none" });
    const announce = () => {
      if (!registration.waiting || !workers.controller) return;
      document.documentElement.dataset.update = "waiting";
      dispatchEvent(new CustomEvent("soat-update-waiting"));
    };
    announce();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", announce);
    });
    addEventListener("soat-update-activate", () => {
      asked = true;
      registration.waiting?.postMessage({ type: "activate" });
    });
    let last = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || Date.now() - last < ASK_FOR_UPDATES_EVERY_MS) return;
      last = Date.now();
      registration.update().catch(() => {}); // Offline: there is nothing to say about it.
    });
  }

  watchTheStart();
  watchForCrashes();
  requestAnimationFrame(() => setTimeout(loadTypeface));
  if ("serviceWorker" in navigator) {
    addEventListener("load", () => keepOfflineCopy().catch((trouble) => console.warn("offline copy:", trouble)));
  }
})();
