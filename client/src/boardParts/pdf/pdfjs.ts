/* The library that reads PDF files, with its worker: a chunk that only documents fetch. */
export { getDocument, PDFWorker, TextLayer, version } from 'pdfjs-dist/legacy/build/pdf.mjs'
export { default as workerUrl } from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
