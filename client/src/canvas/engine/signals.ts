/*
 * Signals: values whose readers run again when they change. The editor's state is made of them, and
 * so is the state of a board's interface (`boardUi`).
 */
export {
	type Atom,
	atom,
	type Computed,
	computed,
	react,
	type Signal,
	track,
	unsafe__withoutCapture as untracked,
	useQuickReactor as useReactor,
	useValue,
} from '@tldraw/tldraw'
