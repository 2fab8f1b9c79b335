/** The light palette of tokens.css as plain values: a picture that leaves the page takes no CSS variables along. */
export const PAPER_COLOURS = {
	paper: '#faf8f4',
	surface: '#ffffff',
	line: '#e2ddd2',
	ink: '#1c2330',
	ink2: '#586174',
	accent: '#1d4f8c',
} as const
