import 'ws'

/** An export of ws that is missing in its types. */
declare module 'ws' {
	export const Sender: {
		/** The header of a message, and the message. */
		frame(
			data: Uint8Array,
			options: { fin: boolean; rsv1: boolean; opcode: number; mask: boolean; readOnly: boolean },
		): Uint8Array[]
	}
}
