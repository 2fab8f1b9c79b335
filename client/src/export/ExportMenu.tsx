import { type BoardId, type ExportFormat, findBoard, type Workshop } from '@charrette/shared'
import { useEditor } from '@tldraw/tldraw'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { failureOf, fetchExport } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'
import { Menu } from '../ui/Menu.tsx'
import { saveFile } from '../ui/saveFile.ts'
import { useToast } from '../ui/ToastProvider.tsx'
import { drawPicture } from './drawPicture.ts'
import { fileName } from './fileName.ts'

interface ExportMenuProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
}

/** The board to take home: pictures drawn here, and the files that the server writes. */
export function ExportMenu({ credentials, workshop, board }: ExportMenuProps) {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const locale = useLocale()
	const showToast = useToast()
	const title = findBoard(workshop, board)?.board.title ?? ''

	const takePicture = async (format: 'png' | 'svg') => {
		showToast(t('board:take.drawing'))
		try {
			const picture = await drawPicture(editor, format)
			if (!picture) return showToast(t('board:take.empty'))
			const name = fileName({ workshop: workshop.title, title, at: Date.now() }, format)
			saveFile(picture.blob, name)
			showToast(t(picture.ratio < 1 ? 'board:take.scaledDown' : 'board:take.saved', { name }))
		} catch {
			// The browser gives no reason, only that it ran out of something.
			showToast(t('board:take.failed'), 'error')
		}
	}
	const takeFile = async (format: ExportFormat) => {
		try {
			const { blob, name } = await fetchExport(credentials, { board, format, locale })
			saveFile(blob, name)
			showToast(t('board:take.saved', { name }))
		} catch (thrown) {
			showToast(t(`app:errors.${failureOf(thrown)}`), 'error')
		}
	}
	return (
		<Menu
			icon="download"
			label={t('board:bar.takeHome')}
			items={[
				...(['png', 'svg'] as const).map((format) => ({
					label: t(`board:take.${format}`),
					onChoose: () => takePicture(format),
				})),
				...(['json', 'md', 'csv'] as const).map((format) => ({
					label: t(`board:take.${format}`),
					onChoose: () => takeFile(format),
				})),
			]}
		/>
	)
}
