import { LengthHint } from './LengthHint.tsx'
import { LinkMenu } from './LinkMenu.tsx'
import { PasteDialog } from './PasteDialog.tsx'

/** What answers while one writes and links: a hint, a menu, a question. */
export function WritingAids() {
	return (
		<>
			<LengthHint />
			<LinkMenu />
			<PasteDialog />
		</>
	)
}
