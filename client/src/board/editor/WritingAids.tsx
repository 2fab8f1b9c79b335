import { LengthHint } from '../card/LengthHint.tsx'
import { LinkMenu } from '../link/LinkMenu.tsx'
import { PasteDialog } from '../paste/PasteDialog.tsx'

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
