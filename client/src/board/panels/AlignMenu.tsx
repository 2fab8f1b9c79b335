import { useActions, useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Menu } from '../../ui/Menu.tsx'
import { explainDenied, useDeniedReason } from '../permissions.ts'
import { PanelButton } from './SelectionPanel.tsx'

/**
 * tldraw's actions that align the selection and those that distribute it, with this app's texts.
 */
export const ALIGNMENTS = [
	{ action: 'align-left', label: 'align.left' },
	{ action: 'align-center-horizontal', label: 'align.center' },
	{ action: 'align-right', label: 'align.right' },
	{ action: 'align-top', label: 'align.top' },
	{ action: 'align-center-vertical', label: 'align.middle' },
	{ action: 'align-bottom', label: 'align.bottom' },
] as const
export const DISTRIBUTIONS = [
	{ action: 'distribute-horizontal', label: 'align.across' },
	{ action: 'distribute-vertical', label: 'align.down' },
] as const

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
	const actions = useActions()
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
	const itemOf = ({ action, label }: (typeof ALIGNMENTS | typeof DISTRIBUTIONS)[number]) => ({
		label: t(label),
		onChoose: () => {
			void actions[action]?.onSelect('toolbar')
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
