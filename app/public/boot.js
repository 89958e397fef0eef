// What has to happen outside the app's own module: say in plain words when it cannot start, load the typeface after
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

  let started = false;

  function say(words) {
    const place = document.getElementById("boot-words");
    if (started || !place) return;
    place.replaceChildren(
      ...Object.entries(words).map(([language, text]) => {
        const line = document.createElement("p");
        line.lang = language;
        line.textContent = text;
        return line;
      }),
    );
  }

  function failed(words, detail) {
    if (started) return;
    document.getElementById("boot")?.setAttribute("data-failed", "");
    say(words);
    if (detail) console.error(detail);
  }

  function watchTheStart() {
    const slow = setTimeout(() => say(SLOW), SLOW_AFTER_MS);
    addEventListener("TrunkApplicationStarted", () => {
      started = true;
      clearTimeout(slow);
      document.getElementById("boot")?.remove();
    });
    if (typeof WebAssembly !== "object") return failed(NO_WASM);
    addEventListener("error", (event) => failed(BROKEN, event.error ?? event.message), true);
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
  requestAnimationFrame(() => setTimeout(loadTypeface));
  if ("serviceWorker" in navigator) {
    addEventListener("load", () => keepOfflineCopy().catch((trouble) => console.warn("offline copy:", trouble)));
  }
})();
