package dev.pgwright.report.render;

import dev.pgwright.report.document.Document;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** A document as one HTML file that needs no network: its templates are in {@code src/main/jte}. */
public final class HtmlRenderer {
    private static final String TEMPLATES = "dev.pgwright.report.template";

    private HtmlRenderer() {}

    public static String render(Document document) {
        StringOutput out = new StringOutput();
        engine().render("report.jte", document, out);
        return out.toString();
    }

    private static TemplateEngine engine() {
        return TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlRenderer.class.getClassLoader(), TEMPLATES);
    }
}
