import { isCard } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { ReactionButtons } from '../../reactions/CardReactions.tsx'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import { DetailsButton } from './CardPanel.tsx'
import { panelPosition, SelectionPanel } from './SelectionPanel.tsx'

/** The toolbar of the selected card for people who cannot edit the board: reactions and details. */
export function VisitorPanel() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const card = useValue('only card', () => editor.getOnlySelectedShape(), [editor])
	const position = useValue('panel position', () => panelPosition(editor), [editor])
	if (!card || !isCard(card) || !position) return null
	return (
		<SelectionPanel label={t('card.panel')} position={position}>
			<ReactionButtons card={card.id} />
			<DetailsButton />
		</SelectionPanel>
	)
}
