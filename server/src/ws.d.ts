import 'ws'

/** ws exports it; its types don't say so. */
declare module 'ws' {
	export const Sender: {
		/** The envelope of a message, and the message. */
		frame(
			data: Uint8Array,
			options: { fin: boolean; rsv1: boolean; opcode: number; mask: boolean; readOnly: boolean },
		): Uint8Array[]
	}
}
