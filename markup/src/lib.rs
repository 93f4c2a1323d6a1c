//! The `view!` macro: the notation of Leptos's own, written out as calls on one element type (`ui::el::El`) that all screens
//! share, where Leptos compiles each element as a type of its own. Must not know more of the app than the names of `ui::el`.
//!
//! What it knows: elements, `<icon name= size=/>`, `name=value`, `prop:name=value`, `on:event=handler`, `node_ref=`, components with their props and
//! children, text, blocks and fragments. A block that is a closure redraws itself.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};
use syn::spanned::Spanned;
use syn::{Block, Expr, Lit, Stmt};

type Element = NodeElement<rstml::Infallible>;

/// One element or component gives what it is; several give a view of them all.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match rstml::parse2(tokens.into()).and_then(|nodes| whole(&nodes)) {
        Ok(code) => code,
        Err(error) => error.to_compile_error(),
    }
    .into()
}

// The signs of a template; `src/ui/el/drawn.rs` reads them.
const OPEN: char = '\u{1}';
const ATTRIBUTE: char = '\u{2}';
const VALUE: char = '\u{3}';
const TEXT: char = '\u{4}';
const GIVEN: char = '\u{5}';
const KID: char = '\u{6}';
const CLOSE: char = '\u{7}';
const ICON: char = '\u{8}';
/// The side of an icon that says none, in CSS pixels.
const SIDE: &str = "20";

/// An element with all that stands in it: what stays, as one text; what comes in its holes, as calls in the order of the holes.
#[derive(Default)]
struct Template {
    text: String,
    holes: Vec<TokenStream>,
}

fn whole(nodes: &[Node]) -> syn::Result<TokenStream> {
    let nodes: Vec<&Node> = nodes.iter().filter(|node| !matches!(node, Node::Comment(_))).collect();
    match nodes.as_slice() {
        [Node::Element(element)] if is_component(element.name()) => component(element),
        [Node::Element(element)] => html(element),
        several => {
            let kids = several.iter().map(|node| beside(node)).collect::<syn::Result<Vec<_>>>()?;
            Ok(quote! {{
                let mut el = crate::ui::el::Build::new("");
                #(#kids)*
                el.all()
            }})
        }
    }
}

/// Names of components begin with a capital.
fn is_component(name: &NodeName) -> bool {
    matches!(name, NodeName::Path(path) if path.path.segments.last().is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase)))
}

fn html(element: &Element) -> syn::Result<TokenStream> {
    // There is no element around it to draw it in.
    if element.name().to_string() == "icon" {
        let (name, side) = named(element)?;
        return Ok(quote! { crate::ui::named_icon(#name, #side) });
    }
    let mut template = Template::default();
    lay(element, &mut template)?;
    let Template { text, holes } = template;
    Ok(quote! {{
        let mut el = crate::ui::el::Build::new(#text);
        #(#holes)*
        el.done()
    }})
}

/// Writes an element into a template: what stands in it comes before its own attributes, because a form's choice needs its options.
fn lay(element: &Element, template: &mut Template) -> syn::Result<()> {
    if element.name().to_string() == "icon" {
        return icon(element, template);
    }
    template.text.push(OPEN);
    template.text.push_str(&element.name().to_string());
    for child in &element.children {
        inside(child, template)?;
    }
    for attribute in keyed(element) {
        put(attribute?, template)?;
    }
    template.text.push(CLOSE);
    Ok(())
}

/// An icon of the sprite, by name: what stays when its name and its side are written out.
fn icon(element: &Element, template: &mut Template) -> syn::Result<()> {
    let (name, side) = named(element)?;
    if let (Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }), Expr::Lit(syn::ExprLit { lit: Lit::Int(side), .. })) = (&name, &side) {
        template.text.push(ICON);
        template.text.push_str(plain(&text.value(), text.span())?);
        if side.base10_digits() != SIDE {
            template.text.push(' ');
            template.text.push_str(side.base10_digits());
        }
    } else {
        template.text.push(KID);
        template.holes.push(quote! { el.any(crate::ui::named_icon(#name, #side)); });
    }
    Ok(())
}

/// The name of an icon, and its side in CSS pixels.
fn named(element: &Element) -> syn::Result<(Expr, Expr)> {
    let side = syn::LitInt::new(SIDE, element.name().span());
    let (mut name, mut side) = (None, syn::parse_quote! { #side });
    for attribute in keyed(element) {
        let attribute = attribute?;
        match (attribute.key.to_string().as_str(), attribute.value()) {
            ("name", Some(value)) => name = Some(value.clone()),
            ("size", Some(value)) => side = value.clone(),
            _ => return Err(syn::Error::new(attribute.key.span(), "view!: an icon has a name and a size")),
        }
    }
    let name = name.ok_or_else(|| syn::Error::new(element.name().span(), "view!: an icon needs a name"))?;
    Ok((name, side))
}

/// A text of a template must not have its signs in it.
fn plain(text: &str, span: proc_macro2::Span) -> syn::Result<&str> {
    if text.contains(|sign| sign <= ICON) { Err(syn::Error::new(span, "view!: this text has a control sign in it")) } else { Ok(text) }
}

fn keyed(element: &Element) -> impl Iterator<Item = syn::Result<&KeyedAttribute>> {
    element.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(keyed) => Ok(keyed),
        NodeAttribute::Block(block) => Err(syn::Error::new(block.span(), "view!: spread attributes are not known here")),
    })
}

/// One attribute of an element.
fn put(attribute: &KeyedAttribute, template: &mut Template) -> syn::Result<()> {
    let key = attribute.key.to_string();
    let value = attribute.value();
    let stays = match value {
        None => Some(String::new()),
        Some(Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. })) => Some(text.value()),
        Some(_) => None,
    };
    if let Some(text) = stays {
        template.text.push(ATTRIBUTE);
        template.text.push_str(&key);
        template.text.push(VALUE);
        template.text.push_str(plain(&text, attribute.key.span())?);
        return Ok(());
    }
    let span = value.map_or_else(|| attribute.key.span(), Spanned::span);
    let (name, hole) = match key.split_once(':') {
        Some(("on", event)) => {
            let name = format_ident!("{event}", span = attribute.key.span());
            // What a dialog says; Leptos has no name for it.
            let descriptor = if event == "cancel" {
                quote! { Custom<::leptos::ev::Event> }
            } else {
                quote! { #name }
            };
            (event, quote_spanned! {span=> el.on(crate::ui::el::hears::<::leptos::ev::#descriptor>(#value)); })
        }
        Some(("prop", name)) => (name, quote_spanned! {span=> crate::ui::el::Property::hold(#value, &mut el); }),
        Some(_) => return Err(syn::Error::new(attribute.key.span(), "view!: only on: and prop: are known here")),
        None if key == "node_ref" => ("", quote_spanned! {span=> el.refer(#value); }),
        None => (key.as_str(), quote_spanned! {span=> crate::ui::el::Worth::put(#value, &mut el); }),
    };
    template.text.push(GIVEN);
    template.text.push_str(name);
    template.holes.push(hole);
    Ok(())
}

/// One thing inside an element.
fn inside(node: &Node, template: &mut Template) -> syn::Result<()> {
    match node {
        Node::Element(element) if !is_component(element.name()) => lay(element, template)?,
        Node::Text(text) => {
            template.text.push(TEXT);
            template.text.push_str(plain(&text.value.value(), text.value.span())?);
        }
        Node::Fragment(fragment) => {
            for child in &fragment.children {
                inside(child, template)?;
            }
        }
        Node::Comment(_) => {}
        hole => {
            template.text.push(KID);
            template.holes.push(beside(hole)?);
        }
    }
    Ok(())
}

/// One thing beside others, as a call that puts it behind them.
fn beside(node: &Node) -> syn::Result<TokenStream> {
    Ok(match node {
        Node::Element(element) if is_component(element.name()) => {
            let code = component(element)?;
            quote! { crate::ui::el::Inside::lay(#code, &mut el); }
        }
        Node::Element(element) => {
            let code = html(element)?;
            quote! { crate::ui::el::Inside::lay(#code, &mut el); }
        }
        Node::Text(text) => {
            let text = &text.value;
            quote! { crate::ui::el::Inside::lay(#text, &mut el); }
        }
        Node::Block(NodeBlock::ValidBlock(block)) => match only_expression(block) {
            Some(closure @ Expr::Closure(_)) => quote_spanned! {block.span()=> el.any(crate::ui::dynamic(#closure)); },
            Some(expression) => quote_spanned! {block.span()=> crate::ui::el::Inside::lay(#expression, &mut el); },
            None => quote_spanned! {block.span()=> crate::ui::el::Inside::lay(#block, &mut el); },
        },
        Node::Fragment(fragment) => {
            let kids = fragment.children.iter().map(beside).collect::<syn::Result<Vec<_>>>()?;
            quote! { #(#kids)* }
        }
        Node::Comment(_) => TokenStream::new(),
        other => return Err(syn::Error::new(other.span(), "view!: text goes between quotes")),
    })
}

fn only_expression(block: &Block) -> Option<&Expr> {
    match block.stmts.as_slice() {
        [Stmt::Expr(expression, None)] => Some(expression),
        _ => None,
    }
}

/// A component, as Leptos's own macro calls it.
fn component(element: &Element) -> syn::Result<TokenStream> {
    let name = element.name();
    let mut props = Vec::new();
    for attribute in keyed(element) {
        let attribute = attribute?;
        let key = &attribute.key;
        let value = attribute.value().map_or_else(|| quote! { #key }, |value| quote! { { #value } });
        props.push(quote! { .#key(#value) });
    }
    let children = if element.children.is_empty() {
        TokenStream::new()
    } else {
        let inside = whole(&element.children)?;
        quote! { .children(crate::ui::el::children(move || #inside)) }
    };
    Ok(quote! {
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name) #(#props)* #children .build()
        )
    })
}
