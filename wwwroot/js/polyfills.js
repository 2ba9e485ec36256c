// blazor.web.js of .NET 10 uses Promise.withResolvers when a circuit is paused or resumed. Phones and
// PCs whose engine is older than 2024 lack it, and the page would hang behind the reconnect dialog.
// A classic script, to be loaded before blazor.web.js.
(function () {
  'use strict';
  if (typeof Promise.withResolvers === 'function') return;
  Object.defineProperty(Promise, 'withResolvers', {
    configurable: true,
    writable: true,
    value: function withResolvers() {
      var resolve, reject;
      var promise = new this(function (yes, no) { resolve = yes; reject = no; });
      return { promise: promise, resolve: resolve, reject: reject };
    }
  });
})();
