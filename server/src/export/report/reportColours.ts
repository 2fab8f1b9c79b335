/** The colours of a report's own; those of kinds are the board's. */
export const REPORT_COLOURS = { ink: '#1c2330', quiet: '#586174', line: '#d9d3c6', accent: '#1d4f8c', tint: '#f5f3ee' }
