import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { explainDenied, useDeniedReason } from '../permissions.ts'
import { TIDY_LAYOUTS, tidyBoard } from './tidyBoard.ts'

/** The menu of layouts for tidying the board. */
export function TidyMenu() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { locale } = useBoardContext()
	const deniedReason = useDeniedReason('arrange')
	if (deniedReason)
		return (
			<Button
				icon="tidy"
				iconOnly
				size="small"
				variant="quiet"
				aria-label={t('tidy.open')}
				aria-disabled
				aria-description={deniedReason}
				title={deniedReason}
				onClick={() => explainDenied(editor, 'arrange')}
			/>
		)
	return (
		<Menu
			icon="tidy"
			label={t('tidy.open')}
			side="left"
			items={TIDY_LAYOUTS.map((layout) => ({
				label: t(`tidy.layouts.${layout}`),
				onChoose: () => tidyBoard(editor, layout, locale),
			}))}
		/>
	)
}
