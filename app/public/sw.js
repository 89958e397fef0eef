// Soát's service worker: after the first visit the app needs no network.
//
// - It answers GET requests of its own origin only; everything else passes by untouched.
// - One cache per version. The build writes VERSION and FILES; every file is checked against its SHA-256 before it is
//   kept, so neither a half-finished deployment nor a guest network's login page is ever taken for the app.
// - A new version waits. It takes over when the page asks, and never while an inspection is open in any tab.
"use strict";

const VERSION = "unbuilt";
const FILES = [];

const PREFIX = "soat-files-";
const CACHE = PREFIX + VERSION;
const SHELL = "/index.html";
const INSPECTION_LOCK = "soat:";
const AT_ONCE = 6;

// A file's key in the cache carries its hash: an equal file of an earlier version is recognised and copied.
const KEYS = new Map(FILES.map(([path, integrity]) => [path, `${path}?is=${encodeURIComponent(integrity)}`]));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const path = request.mode === "navigate" && !KEYS.has(url.pathname) ? SHELL : url.pathname;
  if (KEYS.has(path)) event.respondWith(answer(path, request));
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "activate") event.waitUntil(takeOver(event.source));
  if (event.data?.type === "version") event.source?.postMessage({ type: "version", version: VERSION });
});

async function install() {
  const cache = await caches.open(CACHE);
  const waiting = [...FILES];
  const worker = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await keep(cache, ...file);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } catch (trouble) {
    waiting.length = 0;
    await caches.delete(CACHE);
    throw trouble;
  }
}

async function keep(cache, path, integrity) {
  const key = KEYS.get(path);
  const known = (await cache.match(key)) ?? (await caches.match(key));
  await cache.put(key, known ?? (await load(path, integrity)));
}

// What the page has just loaded need not cross the network twice, unless the browser's copy is of another version.
async function load(path, integrity) {
  const response = await fetch(path, { integrity }).catch(() => fetch(path, { integrity, cache: "reload" }));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// The browser may have thrown a file away; the network is then better than nothing.
async function answer(path, request) {
  const kept = await (await caches.open(CACHE)).match(KEYS.get(path));
  return kept ?? fetch(path === SHELL ? SHELL : request);
}

async function takeOver(page) {
  // Where the browser has no locks, the page's word is enough.
  const held = (await self.navigator.locks?.query())?.held ?? [];
  if (held.some((lock) => lock.name.startsWith(INSPECTION_LOCK))) {
    page?.postMessage({ type: "activate-refused", version: VERSION });
  } else {
    await self.skipWaiting();
  }
}
