import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { explainDenied, useDeniedReason } from '../permissions.ts'
import { TIDY_LAYOUTS, tidyBoard } from './tidyBoard.ts'

/** The ways to tidy the board. */
export function TidyMenu() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { locale } = useBoardContext()
	const whyNot = useDeniedReason('arrange')
	if (whyNot)
		return (
			<Button
				icon="tidy"
				iconOnly
				size="small"
				variant="quiet"
				aria-label={t('see.tidy')}
				aria-disabled
				aria-description={whyNot}
				title={whyNot}
				onClick={() => explainDenied(editor, 'arrange')}
			/>
		)
	return (
		<Menu
			icon="tidy"
			label={t('see.tidy')}
			side="left"
			items={TIDY_LAYOUTS.map((way) => ({
				label: t(`see.way.${way}`),
				onChoose: () => tidyBoard(editor, way, locale),
			}))}
		/>
	)
}
