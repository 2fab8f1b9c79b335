/* Renders photos of paper notes: tilted, on an uneven surface, with shadows, blur and noise. */

/**
 * Twelve notes a language, as people write them in a workshop, on paper of six colours, in three
 * typefaces. One note in four is in a typeface like handwriting, where there is one.
 */
export const LANGUAGES = {
	eng: {
		fonts: ['Liberation Sans', 'URW Bookman', 'DejaVu Sans', 'Z003'],
		texts: [
			'Permits take nine months',
			'Nobody knows who pays for repairs',
			'Residents fear losing parking',
			'The pilot ends and nothing remains',
			'Bus lanes are blocked by deliveries',
			'One counter for all permits',
			'Data are kept in five offices',
			'Shade trees die in the first summer',
			'Start with one street and measure',
			'Shop owners were asked too late',
			'Budget is decided every year anew',
			'Teach the crews who maintain it',
		],
	},
	chi_sim: {
		fonts: ['Noto Sans CJK SC', 'Noto Serif CJK SC', 'Noto Sans CJK SC', 'Noto Serif CJK SC'],
		texts: [
			'审批需要九个月',
			'没有人知道谁来出维修费',
			'居民担心失去停车位',
			'试点结束后什么也没留下',
			'公交专用道被货车占用',
			'一个窗口办理所有许可',
			'数据分散在五个部门',
			'行道树第一个夏天就枯死',
			'先从一条街开始并做测量',
			'商户被征求意见太晚',
			'预算每年重新决定',
			'培训负责养护的工人',
		],
	},
	spa: {
		fonts: ['Liberation Sans', 'URW Bookman', 'DejaVu Sans', 'Z003'],
		texts: [
			'Los permisos tardan nueve meses',
			'Nadie sabe quién paga el mantenimiento',
			'Los vecinos temen perder aparcamiento',
			'El piloto termina y no queda nada',
			'El carril bus está lleno de furgonetas',
			'Una ventanilla para todos los permisos',
			'Los datos están en cinco oficinas',
			'Los árboles mueren el primer verano',
			'Empezar por una calle y medir',
			'A los comercios se les preguntó tarde',
			'El presupuesto cambia cada año',
			'Formar a quienes lo mantienen',
		],
	},
	fra: {
		fonts: ['Liberation Sans', 'URW Bookman', 'DejaVu Sans', 'Z003'],
		texts: [
			'Les permis prennent neuf mois',
			'Personne ne sait qui paie l’entretien',
			'Les habitants craignent pour leurs places',
			'Le projet pilote finit et rien ne reste',
			'La voie de bus est bloquée par les livraisons',
			'Un guichet unique pour les permis',
			'Les données sont dans cinq bureaux',
			'Les arbres meurent le premier été',
			'Commencer par une rue et mesurer',
			'Les commerçants ont été consultés trop tard',
			'Le budget est revu chaque année',
			'Former ceux qui entretiennent',
		],
	},
}

/**
 * Runs in a page: draws the notes of a language, and returns the px of the photo after a JPEG, as
 * base64 of RGBA. With `wobble`, each letter is turned, moved and scaled at random, up to that many
 * degrees.
 */
export async function drawPhoto({ texts, fonts, seed, wobble }) {
	let state = seed
	const random = () => {
		state = (state * 1664525 + 1013904223) >>> 0
		return state / 2 ** 32
	}
	const [width, height] = [2400, 1700]
	const canvas = new OffscreenCanvas(width, height)
	const context = canvas.getContext('2d')
	const surface = context.createLinearGradient(0, 0, width, height)
	surface.addColorStop(0, '#d9d4c8')
	surface.addColorStop(1, '#a8a294')
	context.fillStyle = surface
	context.fillRect(0, 0, width, height)
	const papers = ['#fff3a3', '#ffc9d6', '#c9ecff', '#cdf3c4', '#ffd9b0', '#fdfdf8']
	for (const [at, text] of texts.entries()) {
		const [column, row] = [at % 4, Math.floor(at / 4)]
		context.save()
		context.translate(330 + column * 580 + (random() - 0.5) * 60, 300 + row * 540 + (random() - 0.5) * 60)
		context.rotate(((random() - 0.5) * 16 * Math.PI) / 180)
		context.shadowColor = 'rgba(40,30,20,0.45)'
		context.shadowBlur = 14
		context.shadowOffsetY = 8
		context.fillStyle = papers[at % papers.length]
		context.fillRect(-220, -205, 440, 410)
		context.shadowColor = 'transparent'
		context.fillStyle = at % 3 === 1 ? '#2a3a8c' : '#22211f'
		context.font = `52px "${fonts[at % fonts.length]}"`
		context.textBaseline = 'middle'
		const parts = /[\u3400-\u9fff]/.test(text) ? [...text] : text.split(/(?<= )/)
		const lines = ['']
		for (const part of parts) {
			const longer = lines.at(-1) + part
			if (context.measureText(longer.trim()).width > 380) lines.push(part)
			else lines[lines.length - 1] = longer
		}
		for (const [index, line] of lines.entries()) {
			let x = -190
			for (const letter of line.trim()) {
				context.save()
				context.translate(x, (index - (lines.length - 1) / 2) * 72 + (random() - 0.5) * wobble)
				context.rotate(((random() - 0.5) * 2 * wobble * Math.PI) / 180)
				const scale = 1 + (random() - 0.5) * 0.02 * wobble
				context.scale(scale, scale)
				context.fillText(letter, 0, 0)
				context.restore()
				x += context.measureText(letter).width
			}
		}
		context.restore()
	}
	const blurred = new OffscreenCanvas(width, height).getContext('2d')
	blurred.filter = 'blur(1.1px)'
	blurred.drawImage(canvas, 0, 0)
	const photo = blurred.getImageData(0, 0, width, height)
	for (let at = 0; at < photo.data.length; at += 4) {
		const noise = (random() + random() + random() - 1.5) * 28
		for (let channel = 0; channel < 3; channel++) photo.data[at + channel] += noise
	}
	blurred.putImageData(photo, 0, 0)
	const jpeg = await blurred.canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
	const taken = new OffscreenCanvas(width, height).getContext('2d')
	taken.drawImage(await createImageBitmap(jpeg), 0, 0)
	const { data } = taken.getImageData(0, 0, width, height)
	const url = await new Promise((resolve) => {
		const reader = new FileReader()
		reader.onload = () => resolve(reader.result)
		reader.readAsDataURL(new Blob([data]))
	})
	return { width, height, base64: url.slice(url.indexOf(',') + 1) }
}
