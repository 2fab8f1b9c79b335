import { useTranslation } from '../../i18n/useTranslation.ts'
import { Menu } from '../../ui/Menu.tsx'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import { explainDenied, useDeniedReason } from '../permissions.ts'
import { ALIGNMENTS, arrangeSelection, DISTRIBUTIONS } from './alignments.ts'
import { PanelButton } from './SelectionPanel.tsx'

/**
 * Returns the number of selected shapes that can be aligned. Links do not count, since they follow
 * their cards.
 */
export function useAlignableCount(): number {
	const editor = useEditor()
	return useValue(
		'alignable shapes',
		() => editor.getSelectedShapes().filter(({ type, isLocked }) => type !== 'arrow' && !isLocked).length,
		[editor],
	)
}

/** Aligns several selected shapes, and spaces three or more evenly. */
export function AlignMenu() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const deniedReason = useDeniedReason('arrange')
	const count = useAlignableCount()
	if (count < 2) return null
	if (deniedReason !== undefined)
		return (
			<PanelButton
				icon="align"
				label={t('align.open')}
				deniedReason={deniedReason}
				onChoose={() => explainDenied(editor, 'arrange')}
			/>
		)
	const itemOf = (arrangement: (typeof ALIGNMENTS | typeof DISTRIBUTIONS)[number]) => ({
		label: t(arrangement.label),
		onChoose: () => {
			arrangeSelection(editor, arrangement)
			editor.getContainer().focus()
		},
	})
	const alignments = ALIGNMENTS.map(itemOf)
	return (
		<Menu
			icon="align"
			label={t('align.open')}
			items={alignments}
			{...(count > 2 && { section: { title: t('align.distribute'), items: DISTRIBUTIONS.map(itemOf) } })}
		/>
	)
}
